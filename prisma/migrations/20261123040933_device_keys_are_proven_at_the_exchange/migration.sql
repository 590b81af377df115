-- AlterTable
ALTER TABLE "DeviceAuthorization" DROP COLUMN "dpopThumbprint";
