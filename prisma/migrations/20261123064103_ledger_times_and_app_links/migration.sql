-- AlterTable
ALTER TABLE "Application" ADD COLUMN     "privacyUrl" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "siteUrl" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "AppActivityDay" ADD COLUMN     "firstAt" TIMESTAMPTZ(3),
ADD COLUMN     "lastAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "ConsentEvent" ADD COLUMN     "cancelled" INTEGER;
