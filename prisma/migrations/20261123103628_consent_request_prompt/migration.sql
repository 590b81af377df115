-- AlterTable
ALTER TABLE "ConsentRequest" ADD COLUMN     "prompt" TEXT[] DEFAULT ARRAY[]::TEXT[];
