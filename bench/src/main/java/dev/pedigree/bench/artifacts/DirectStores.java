package dev.pedigree.bench.artifacts;

import dev.pedigree.standalone.S3Server;
import java.util.List;

/// The two ways in which the SDK signs a body: as a whole before it is sent, or chunk by chunk while it goes. Servers
/// differ in which they take, and how large.
record DirectStores(DirectStore whole, DirectStore chunked) implements AutoCloseable {
    static DirectStores of(S3Server server) {
        return new DirectStores(
                new DirectStore(server, "signed whole", false), new DirectStore(server, "signed in chunks", true));
    }

    List<DirectStore> all() {
        return List.of(whole, chunked);
    }

    @Override
    public void close() {
        whole.close();
        chunked.close();
    }
}
