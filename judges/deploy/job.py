"""What the deployed job would run: it is uploaded, and never started."""
