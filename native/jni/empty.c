int mortise_abi(void) { return 1; }
