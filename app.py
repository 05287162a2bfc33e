"""What a server imports: `granian app:app`, `flask --app app …`."""

from stratcom.factory import create_app

app = create_app()
