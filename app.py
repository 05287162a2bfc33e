"""What a server imports: `granian app:app`, `flask --app app …`."""

import gc

from stratcom.factory import create_app
from stratcom.upkeep.post import keep_post_going

app = create_app()
keep_post_going(app)

# What the app is made of lives as long as the process: looking through it again and again for
# garbage made one request in fifty take a tenth of a second.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
