package sea.tchat.auth.domain;

import java.math.BigInteger;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;

/** The public point of a private EC key, d·G: the JDK has no way to ask for it. Run once at start, so it need not be quick. */
final class PublicPoint {
    private static final BigInteger TWO = BigInteger.TWO;
    private static final BigInteger THREE = BigInteger.valueOf(3);

    private PublicPoint() {}

    static ECPoint of(BigInteger d, ECParameterSpec curve) {
        BigInteger p = ((ECFieldFp) curve.getCurve().getField()).getP();
        BigInteger a = curve.getCurve().getA();
        ECPoint sum = ECPoint.POINT_INFINITY;
        for (int bit = d.bitLength() - 1; bit >= 0; bit--) {
            sum = add(sum, sum, a, p);
            if (d.testBit(bit)) {
                sum = add(sum, curve.getGenerator(), a, p);
            }
        }
        return sum;
    }

    private static ECPoint add(ECPoint left, ECPoint right, BigInteger a, BigInteger p) {
        if (left.equals(ECPoint.POINT_INFINITY)) {
            return right;
        }
        if (right.equals(ECPoint.POINT_INFINITY)) {
            return left;
        }
        BigInteger x = left.getAffineX();
        BigInteger y = left.getAffineY();
        BigInteger slope;
        if (!x.equals(right.getAffineX())) {
            slope = right.getAffineY()
                    .subtract(y)
                    .multiply(right.getAffineX().subtract(x).modInverse(p));
        } else if (y.equals(right.getAffineY()) && y.signum() != 0) {
            slope = x.pow(2).multiply(THREE).add(a).multiply(y.multiply(TWO).modInverse(p));
        } else {
            return ECPoint.POINT_INFINITY;
        }
        BigInteger sumX = slope.pow(2).subtract(x).subtract(right.getAffineX()).mod(p);
        return new ECPoint(sumX, slope.multiply(x.subtract(sumX)).subtract(y).mod(p));
    }
}
