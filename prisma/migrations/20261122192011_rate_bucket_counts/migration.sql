-- AlterTable
ALTER TABLE "RateBucket" DROP COLUMN "granted",
ADD COLUMN     "granted" INTEGER NOT NULL DEFAULT 1;
