"""Real servers, and processes of the app: what one does, the others see."""
