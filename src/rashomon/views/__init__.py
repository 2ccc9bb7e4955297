"""What the terminal and the page both show: rows made from a dossier, without a word of markup."""
