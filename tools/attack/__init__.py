"""What `bin/attack` tries: pages, RPC and mail of a served demo, and nothing from within."""
