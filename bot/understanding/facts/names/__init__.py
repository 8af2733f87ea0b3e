"""Names of providers, phones, customer and hotel systems, headsets and gateways."""
