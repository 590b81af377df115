-- AlterTable
ALTER TABLE "LimitOverride" ADD COLUMN     "thenPerMinute" INTEGER;
