"""What can be measured of a guide, one module per family."""
