"""Protocol Buffers files and the gRPC services that they define."""
