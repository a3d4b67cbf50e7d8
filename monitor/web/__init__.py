"""Plain answers over HTTP, for machines that look after machines."""
