package dev.pedigree.artifact;

import com.google.protobuf.ByteString;
import dev.pedigree.chassis.Endpoint;
import dev.pedigree.v1.UploadBlobRequest;
import dev.pedigree.v1.UploadBlobResponse;
import io.grpc.stub.BlockingClientCall;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A client in a process of its own, which sends the first bytes of a file and then waits to be killed.
final class UploadingProcess {
    private static final String SENT = "sent";

    private UploadingProcess() {}

    /// Runs one until it has sent `bytes` of `file`.
    static Process start(Endpoint endpoint, String project, Path file, int bytes) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        UploadingProcess.class.getName(),
                        endpoint.toString(),
                        project,
                        file.toString(),
                        Integer.toString(bytes)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals(SENT)) {
                return process;
            }
        }
        throw new IllegalStateException("the client did not send");
    }

    public static void main(String[] arguments) throws Exception {
        Client client = new Client(ArtifactProcess.channel(Endpoint.parse(arguments[0])), arguments[1]);
        ByteString whole = ByteString.copyFrom(Files.readAllBytes(Path.of(arguments[2])));
        BlockingClientCall<UploadBlobRequest, UploadBlobResponse> call = client.beginUpload();
        call.write(client.first(Client.digest(whole), whole.size()));
        client.write(call, whole.substring(0, Integer.parseInt(arguments[3])));
        System.out.println(SENT);
        System.in.read();
    }
}
