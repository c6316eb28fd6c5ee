"""What has been made of which inputs, and what is therefore still fresh."""
