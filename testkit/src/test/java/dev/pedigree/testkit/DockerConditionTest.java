package dev.pedigree.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class DockerConditionTest {

    @Test
    void an_engine_that_answers_its_ping_counts() throws IOException {
        HttpServer engine = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        engine.createContext("/_ping", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        engine.start();
        try {
            String host = "tcp://127.0.0.1:" + engine.getAddress().getPort();
            assertThat(DockerCondition.answers(DockerCondition.address(host))).isTrue();
        } finally {
            engine.stop(0);
        }
    }

    @Test
    void a_socket_that_is_not_there_does_not() {
        assertThat(DockerCondition.answers(DockerCondition.address("unix:///nowhere/docker.sock")))
                .isFalse();
    }
}
