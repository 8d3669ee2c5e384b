/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DoorTest {

    private final AtomicInteger heard = new AtomicInteger();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer service;
    private Door door;

    @BeforeEach
    void startAService() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/xapi", exchange -> {
            heard.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        service.start();
        door = Door.to(URI.create("http://127.0.0.1:" + service.getAddress().getPort() + "/xapi"));
    }

    @AfterEach
    void stopIt() {
        door.close();
        service.stop(0);
    }

    @Test
    void leadsToTheServiceWhileItIsOpen() throws Exception {
        assertThat(knock()).isEqualTo(204);
        door.shut();
        assertThatThrownBy(this::knock).isInstanceOf(IOException.class);
        door.open();
        assertThat(knock()).isEqualTo(204);
    }

    @Test
    void losesTheAnswersWhileItIsOpenInwardsOnly() throws Exception {
        door.openInwardsOnly();
        assertThatThrownBy(this::knock).isInstanceOf(IOException.class);
        assertThat(heard).hasPositiveValue();
        door.open();
        assertThat(knock()).isEqualTo(204);
    }

    private int knock() throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(door.url()).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
