"""Who does what where: organisations by place, theme and audience."""
