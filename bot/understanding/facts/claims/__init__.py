"""Facts that are true or false: what is blamed, asked, installed, changed or paid."""
