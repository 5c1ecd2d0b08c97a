"""Whether a tool definition works in an agent framework, by the framework's own rules as its profile states them."""
