namespace Workshop.Gateway.Tls;

/// <summary>Why a certificate and its key cannot be used: which file, what is wrong, what to do.</summary>
internal sealed class CertificateException(string message, Exception? inner = null) : Exception(message, inner);
