"""Staff: sign-in, second factor, roles, the keyring, the audit trail."""
