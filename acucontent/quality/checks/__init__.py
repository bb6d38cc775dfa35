"""The checks that come with the package, one module a family. They come in through the door of any plugin."""
