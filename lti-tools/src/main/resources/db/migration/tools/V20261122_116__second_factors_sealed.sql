-- What an authenticator app and we share is kept as a text: in hexadecimal digits, or encrypted.
ALTER TABLE account
    ALTER COLUMN totp_offered TYPE text USING encode(totp_offered, 'hex'),
    ALTER COLUMN totp_secret TYPE text USING encode(totp_secret, 'hex');
