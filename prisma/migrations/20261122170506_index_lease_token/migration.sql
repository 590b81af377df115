-- AlterTable
ALTER TABLE "MessageIndex" ADD COLUMN     "leaseToken" UUID;
