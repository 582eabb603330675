"""A clinic spec: the TOML file, checked key by key, each mistake with its line."""
