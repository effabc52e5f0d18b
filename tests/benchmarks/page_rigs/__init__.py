"""What `page.py` measures: a graph, the pages that draw it, and a browser that watches them."""
