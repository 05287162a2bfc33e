"""How messages reach partners: pledges, the week, letters."""
