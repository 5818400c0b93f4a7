"""What `make bench` measures, one module a question. Each runs in a process of its own."""
