package dev.pedigree.label.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.label.engine.DuckEngine;
import dev.pedigree.label.engine.DuckSettings;
import dev.pedigree.label.engine.Engine;
import dev.pedigree.label.engine.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class SidelineTest {
    private static final String ENDLESS = "select count(*) from many a, many b, many c, many d, many e, many f";

    @TempDir
    Path folder;

    private Engine engine;

    @BeforeEach
    void open() {
        engine = DuckEngine.open(new DuckSettings(128, 128, 2, 1), folder, List.of(folder));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void workBesideIsDoneAndAnswered() {
        try (Session session = engine.openShared();
                Sideline sideline = new Sideline(session.beside())) {
            session.query(sql -> sql.execute("create table one as select 1 as value"));
            Supplier<Object> value =
                    sideline.begin(beside -> beside.query(sql -> sql.fetchValue("select value from one")));
            assertThat(value.get()).isEqualTo(1);
        }
    }

    @Test
    void aFailureBesideIsThrownToWhoeverWaits() {
        try (Session session = engine.openShared();
                Sideline sideline = new Sideline(session.beside())) {
            Supplier<Object> failing = sideline.begin(beside -> {
                throw new IllegalStateException("no");
            });
            assertThatThrownBy(failing::get).hasMessage("no");
        }
    }

    @Test
    @Timeout(30)
    void workThatNobodyWaitsForIsBrokenOff() throws InterruptedException {
        try (Session session = engine.openShared();
                Sideline sideline = new Sideline(session.beside())) {
            session.query(sql -> sql.execute("create table many as select range as number from range(1000)"));
            CountDownLatch begun = new CountDownLatch(1);
            Supplier<Object> _ = sideline.begin(beside -> {
                begun.countDown();
                return beside.query(sql -> sql.fetchValue(ENDLESS));
            });
            begun.await();
        }
        assertThat(engine.sessions()).isZero();
    }
}
