"""Currencies that sums are kept in: ISO 4217 codes of the countries one deals with. Sums are whole hundredths."""

from __future__ import annotations

HUNDRED = 100
HOME_CURRENCY = "RUB"
CURRENCIES = (
    "RUB", "EUR", "USD", "CNY", "BYN", "KZT", "UZS", "KGS", "AMD", "AZN", "INR", "BRL", "ZAR", "IRR", "EGP", "ETB",
    "AED", "SAR", "OMR", "JOD", "TRY", "RSD", "VND", "MNT", "JPY", "KRW", "GBP", "CHF", "ARS", "CUP",
)  # fmt: skip
