"""How a question becomes an answer: what it asks, what documents enumerate, which sentences say it, and when
nothing does. `kb.answer.Answerer` puts the parts together."""
