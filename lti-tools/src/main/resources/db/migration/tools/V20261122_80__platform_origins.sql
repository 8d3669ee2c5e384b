-- Where an LMS's pages and services are besides its issuer and endpoints: origins, separated by spaces. A school of a hosted LMS has an
-- address of its own.
ALTER TABLE platform ADD COLUMN further_origins text NOT NULL DEFAULT '';
