package dev.pedigree.testkit;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// [EmbeddedS3] as a process of its own. Settings: `PEDIGREE_S3_FOLDER`, `PEDIGREE_S3_LISTEN` (`host:port`),
/// `PEDIGREE_S3_ACCESS_KEY`, `PEDIGREE_S3_SECRET_KEY` and, if one is to be made, `PEDIGREE_S3_BUCKET`.
public final class S3Process {

    public static void main(String[] arguments) throws InterruptedException {
        Map<String, String> environment = System.getenv();
        String listen = required(environment, "PEDIGREE_S3_LISTEN");
        int colon = listen.lastIndexOf(':');
        EmbeddedS3 s3 = EmbeddedS3.in(
                Path.of(required(environment, "PEDIGREE_S3_FOLDER")),
                listen.substring(0, colon),
                Integer.parseInt(listen.substring(colon + 1)),
                required(environment, "PEDIGREE_S3_ACCESS_KEY"),
                required(environment, "PEDIGREE_S3_SECRET_KEY"));
        Optional.ofNullable(environment.get("PEDIGREE_S3_BUCKET")).ifPresent(s3::createBucket);
        Runtime.getRuntime().addShutdownHook(new Thread(s3::close, "stop-s3"));
        System.out.println("s3 ready on " + s3.endpoint());
        new CountDownLatch(1).await();
    }

    private static String required(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .orElseThrow(() -> new IllegalArgumentException("set " + name));
    }

    private S3Process() {}
}
