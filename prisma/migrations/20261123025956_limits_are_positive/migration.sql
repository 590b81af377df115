-- A limit of none would divide by zero at every call: suspending an app is what stops it.
ALTER TABLE "LimitOverride" ADD CONSTRAINT "LimitOverride_positive" CHECK ("perMinute" > 0 AND "thenPerMinute" > 0) NOT VALID;
