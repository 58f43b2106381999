"""Settings of one repository, read from the environment (`ISCM_...`)."""

import os
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

_MOST_UNASKED = 4


def _cores() -> int:
    """One for each core, but not the whole of a large machine unless that is asked for."""
    return min(os.cpu_count() or 1, _MOST_UNASKED)


class Settings(BaseSettings):
    """What an administrator can set; every field is `ISCM_` and its name in capitals.

    Sizes and times carry their unit in the name. Paths that are not given lie below `data_dir`.
    """

    model_config = SettingsConfigDict(env_prefix="ISCM_", frozen=True, extra="ignore")

    data_dir: Path = Field(Path(".data"), description="Folder that holds everything the repository keeps.")
    database_url: str = Field("", description="Database; empty means SQLite in the data folder.")
    base_url: str = Field("", description="Public address, as citations should print it; empty: as requested.")
    site_name: str = Field("ISCM repository", description="Name shown on every page.")
    contact_email: str = Field("", description="Whom harvesters may write to; empty: postmaster at the host.")

    upload_megabytes: int = Field(100, gt=0, description="Largest file that is accepted.")
    read_seconds: float = Field(120, gt=0, description="Time one file may take to be read.")
    read_processor_seconds: float = Field(120, gt=0, description="Processor time one file may take to be read.")
    read_memory_megabytes: int = Field(2048, gt=0, description="Memory the reading of one file may take.")
    read_pages: int = Field(2000, gt=0, description="Pages read of one file; the rest is left out and said.")
    read_characters: int = Field(20_000_000, gt=0, description="Characters of text kept of one file.")
    read_attempts: int = Field(3, gt=0, description="Tries before a file that kills its reader is given up.")
    readers: int = Field(default_factory=_cores, gt=0, le=64, description="Files read at the same time.")
    workers: int = Field(default_factory=_cores, gt=0, le=64, description="Processes that answer requests.")
    poll_seconds: float = Field(1.0, gt=0, description="How often the worker looks for files others left.")

    query_characters: int = Field(1000, gt=0, description="Length of a query; the rest is ignored and said.")
    search_seconds: float = Field(10, gt=0, description="Time one search may take; then it is given up and said.")
    page_size: int = Field(20, gt=0, le=100, description="Results on a page unless the reader asks otherwise.")

    session_hours: float = Field(12, gt=0, description="Hours a sign-in lasts at most.")
    session_idle_minutes: float = Field(120, gt=0, description="Minutes without a request after which it ends.")
    session_rotation_minutes: float = Field(60, gt=0, description="Minutes after which its cookie gets a new secret.")
    token_days: int = Field(90, gt=0, description="Days a token lasts unless said otherwise.")
    cors_origins: str = Field("", description="Sites whose scripts may call the API, by commas; `*` is any.")
    secure_cookies: bool = Field(
        False, description="Send session cookies over HTTPS only; always so when the public address is https."
    )
    trusted_proxies: str = Field(
        "", description="Addresses or networks of proxies whose X-Forwarded-For and -Proto count, by commas."
    )
    requests_per_minute: int = Field(
        1200, ge=0, description="Other requests a minute for a network address without account; 0 is any number."
    )
    searches_per_minute: int = Field(240, ge=0, description="Searches a minute for such an address.")
    exports_per_minute: int = Field(30, ge=0, description="Exports a minute for such an address.")
    uploads_per_minute: int = Field(300, ge=0, description="Uploads a minute for any address.")

    oidc_issuer: str = Field("", description="OpenID Connect: the provider; empty: only passwords.")
    oidc_client_id: str = Field("", description="The id the provider gave this repository.")
    oidc_client_secret: SecretStr = Field(SecretStr(""), description="The secret that goes with it.")
    oidc_name: str = Field("single sign-on", description="What stands after “Sign in with”.")
    oidc_role_claim: str = Field("groups", description="The claim of the ID token that names groups.")
    oidc_roles: str = Field(
        "", description="Groups and their roles, by commas: `staff=reader,iscm-team=curator`; the highest counts."
    )

    log_level: str = Field("info", description="debug, info, warning or error.")
    security_log: str = Field("", description="File for the security log; empty: standard error, with the others.")

    @property
    def database(self) -> str:
        """The database's address, SQLite in the data folder unless set."""
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'repository.db'}"

    @property
    def is_https(self) -> bool:
        """Whether readers come over HTTPS, as far as the public address says."""
        return self.base_url.casefold().startswith("https://")

    @property
    def are_cookies_secure(self) -> bool:
        """Whether cookies are for HTTPS only."""
        return self.secure_cookies or self.is_https

    @property
    def originals_dir(self) -> Path:
        """Where the uploaded bytes lie."""
        return self.data_dir / "originals"

    @property
    def index_dir(self) -> Path:
        """Where the search index lies; derived, may be deleted."""
        return self.data_dir / "index"

    @property
    def upload_bytes(self) -> int:
        """Largest accepted file in bytes."""
        return self.upload_megabytes * 1_000_000
