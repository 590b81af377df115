-- AlterEnum
ALTER TYPE "LinkState" ADD VALUE 'refused';
