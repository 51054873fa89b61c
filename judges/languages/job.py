"""What a job of the app would run: an asset."""
