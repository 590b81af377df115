-- AlterTable
ALTER TABLE "UsageMinute" ADD COLUMN     "perMinute" INTEGER;
