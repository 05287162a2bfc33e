"""Bare Flask on the same database: the least that a page of fifty events can cost."""

import os
from datetime import date

from flask import Flask, render_template
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

ROWS = 50


class Base(DeclarativeBase):
    """Parent of the one model."""


db = SQLAlchemy()


class Event(Base):
    """The columns of an event that a list shows."""

    __tablename__ = "event"

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str]
    first_day: Mapped[date]
    title_ka: Mapped[str]
    settlement: Mapped[str]


def create_app() -> Flask:
    """Two pages: one without anything, one with a query and a template."""
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["STRATCOM_DATABASE_URL"]
    db.init_app(app)

    @app.get("/hello")
    def hello() -> str:
        return "hello"

    @app.get("/list")
    def events() -> str:
        newest = (Event.first_day.desc(), Event.id.desc())
        shown = select(Event).where(Event.state == "published").order_by(*newest).limit(ROWS)
        return render_template("list.html", events=db.session.scalars(shown).all())

    return app


app = create_app()
