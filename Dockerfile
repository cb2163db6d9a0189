# One image for every process of Sohoa; docker-compose.yml says which one runs.
FROM python:3.11.13-slim-bookworm

RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        poppler-utils redis-server tesseract-ocr tesseract-ocr-osd tesseract-ocr-script-viet \
        tesseract-ocr-vie \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --user-group --no-create-home sohoa \
    && install -d -o sohoa -g sohoa /data /inbox /objects

WORKDIR /app
COPY pyproject.toml requirements.lock README.md ./
# Dependencies first: they change less often than the code. The lock holds those of the tests, too, hence -c.
RUN pip install --no-cache-dir --disable-pip-version-check -c requirements.lock setuptools wheel \
    && mkdir catalogue cli configs pipeline reports samples storage web workers \
    && pip install --no-cache-dir --disable-pip-version-check --no-build-isolation -c requirements.lock -e '.[readers]'
COPY . .

# One thread for each page: workers are scaled, not threads.
ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    OMP_THREAD_LIMIT=1 \
    OPENBLAS_NUM_THREADS=1 \
    SOHOA_DATA_DIR=/data \
    SOHOA_INBOX=/inbox

USER 10001:10001
EXPOSE 8080
CMD ["sohoa", "up"]
