using System.Numerics;
using System.Security.Cryptography;

namespace Workshop.Endpoints.Keys;

/// <summary>Public from private numbers on the curve P-256. The systems' own libraries do not all take a private number alone.</summary>
/// <remarks>Not in constant time: it runs once for each key, where nobody measures.</remarks>
internal static class P256
{
    private static readonly BigInteger Prime = Hex("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");
    private static readonly (BigInteger X, BigInteger Y) Base = (
        Hex("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"),
        Hex("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"));

    public const int Bytes = 32;

    /// <value>How many points the base generates: private numbers are 1 to this, less one.</value>
    public static BigInteger Order { get; } = Hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");

    /// <param name="d">1 to <see cref="Order"/>, less one.</param>
    public static ECParameters KeyOf(BigInteger d)
    {
        (BigInteger X, BigInteger Y)? sum = null;
        var power = Base;
        for (var rest = d; !rest.IsZero; rest >>= 1)
        {
            sum = rest.IsEven ? sum : sum is { } known ? Add(known, power) : power;
            power = Double(power);
        }

        return new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            D = ToBytes(d),
            Q = new ECPoint { X = ToBytes(sum!.Value.X), Y = ToBytes(sum.Value.Y) },
        };
    }

    // The sum of two multiples of the base below its order is never the point at infinity, and equal points are doubled.
    private static (BigInteger X, BigInteger Y) Add((BigInteger X, BigInteger Y) a, (BigInteger X, BigInteger Y) b) =>
        a == b ? Double(a) : Chord(a, b.X, Mod((b.Y - a.Y) * Inverse(b.X - a.X)));

    private static (BigInteger X, BigInteger Y) Double((BigInteger X, BigInteger Y) a) =>
        Chord(a, a.X, Mod(3 * ((a.X * a.X) - 1) * Inverse(2 * a.Y)));   // the curve's coefficient is -3

    private static (BigInteger X, BigInteger Y) Chord((BigInteger X, BigInteger Y) a, BigInteger otherX, BigInteger slope)
    {
        var x = Mod((slope * slope) - a.X - otherX);
        return (x, Mod((slope * (a.X - x)) - a.Y));
    }

    private static BigInteger Inverse(BigInteger value) => BigInteger.ModPow(Mod(value), Prime - 2, Prime);

    private static BigInteger Mod(BigInteger value) => ((value % Prime) + Prime) % Prime;

    private static BigInteger Hex(string text) => new(Convert.FromHexString(text), isUnsigned: true, isBigEndian: true);

    private static byte[] ToBytes(BigInteger value)
    {
        var bytes = new byte[Bytes];
        var significant = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        significant.CopyTo(bytes, Bytes - significant.Length);
        return bytes;
    }
}
