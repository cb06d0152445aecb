"""Text to syntax and back: grammar, parser and formatter; the only folder that knows Lark."""
