# Monitor in a container: built in one stage, run in another that has no compiler and no root.
FROM python:3.13-slim AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY monitor monitor
COPY config config
COPY seeds seeds
RUN python -m venv /opt/monitor && /opt/monitor/bin/pip install --no-cache-dir --compile . \
    && /opt/monitor/bin/pip uninstall --yes pip \
    && find /opt/monitor -type d -name tests -prune -exec rm -r {} +

FROM python:3.13-slim
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin monitor \
    && install --directory --owner=monitor --group=monitor /data
COPY --from=build /opt/monitor /opt/monitor
ENV PATH=/opt/monitor/bin:$PATH MONITOR_CONFIG=/etc/monitor/config MONITOR_DATA=/data \
    MONITOR_HEALTH_LISTEN=0.0.0.0:9191 PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
# What is shipped, until a configuration is mounted over it.
COPY config /etc/monitor/config
COPY seeds /etc/monitor/seeds
USER monitor
VOLUME /data
# /healthz, /readyz and /metrics: no titles and no recipients.
EXPOSE 9191
HEALTHCHECK --interval=60s --timeout=10s --start-period=60s --retries=3 CMD ["monitor", "healthcheck"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["monitor"]
CMD ["run"]
