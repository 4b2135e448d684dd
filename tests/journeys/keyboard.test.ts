// A journey with the keyboard only.
