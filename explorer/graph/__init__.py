"""Records -> what a canvas shows: elements, stylesheet, legend, layout. Pure."""
