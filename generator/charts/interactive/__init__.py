"""What the browser draws when a reader asks for the interactive view: Vega-Lite specifications."""
