"""The Starlette application that alone meets the outside world; `app.create_app` is its entry."""
