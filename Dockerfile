# One image for every service; which one runs is the command (its main class), see docker-compose.yml.
FROM maven:3.9-eclipse-temurin-25 AS build
# Not root: the database that code is generated from refuses to run as root.
RUN useradd --create-home builder && mkdir /source && chown builder /source
USER builder
WORKDIR /source
COPY --chown=builder . .
RUN mvn --batch-mode --no-transfer-progress --quiet -Pfast -Dmaven.test.skip=true -pl standalone -am package \
    && rm standalone/target/lib/*embedded-postgres-binaries*

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --no-create-home pedigree \
    && install --directory --owner pedigree /var/lib/pedigree
COPY --from=build /source/standalone/target/lib /opt/pedigree/lib
COPY tools/healthy /opt/pedigree/healthy
USER pedigree
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-XX:+ExitOnOutOfMemoryError", "-cp", "/opt/pedigree/lib/*"]
