//! Which addresses are of the open internet.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Ranges that are not of the open internet, though some reach something: by the registries of IANA for special
/// purposes, and the addresses at which clouds tell secrets to their machines.
const NOT_PUBLIC_4: [([u8; 4], u8); 18] = [
    ([0, 0, 0, 0], 8),
    ([10, 0, 0, 0], 8),
    ([100, 64, 0, 0], 10),
    // Azure's wire server is a public address that only its own machines reach.
    ([168, 63, 129, 16], 32),
    ([127, 0, 0, 0], 8),
    ([169, 254, 0, 0], 16),
    ([172, 16, 0, 0], 12),
    ([192, 0, 0, 0], 24),
    ([192, 0, 2, 0], 24),
    ([192, 31, 196, 0], 24),
    ([192, 52, 193, 0], 24),
    ([192, 88, 99, 0], 24),
    ([192, 168, 0, 0], 16),
    ([192, 175, 48, 0], 24),
    ([198, 18, 0, 0], 15),
    ([198, 51, 100, 0], 24),
    ([203, 0, 113, 0], 24),
    ([224, 0, 0, 0], 3),
];

const NOT_PUBLIC_6: [([u16; 8], u8); 5] = [
    // IETF protocols: Teredo, benchmarking, ORCHID and others.
    ([0x2001, 0, 0, 0, 0, 0, 0, 0], 23),
    ([0x2001, 0xdb8, 0, 0, 0, 0, 0, 0], 32),
    ([0x2620, 0x4f, 0x8000, 0, 0, 0, 0, 0], 48),
    ([0x3fff, 0, 0, 0, 0, 0, 0, 0], 20),
    // 6to4 of what is checked below; the rest of it is no longer in use.
    ([0x2002, 0, 0, 0, 0, 0, 0, 0], 16),
];

/// Returns whether an address is one of the open internet.
pub(crate) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_4(address),
        IpAddr::V6(address) => is_public_6(address),
    }
}

/// Returns whether an address lies in a range.
pub(crate) fn is_within(address: IpAddr, base: IpAddr, bits: u8) -> bool {
    let (address, base, size) = match (address, base) {
        (IpAddr::V4(address), IpAddr::V4(base)) => {
            (u128::from(address.to_bits()), u128::from(base.to_bits()), 32)
        }
        (IpAddr::V6(address), IpAddr::V6(base)) => (address.to_bits(), base.to_bits(), 128),
        _ => return false,
    };
    let free = size - u32::from(bits).min(size);
    address.checked_shr(free).unwrap_or(0) == base.checked_shr(free).unwrap_or(0)
}

fn is_public_4(address: Ipv4Addr) -> bool {
    !NOT_PUBLIC_4.iter().any(|(base, bits)| is_within(address.into(), Ipv4Addr::from(*base).into(), *bits))
}

fn is_public_6(address: Ipv6Addr) -> bool {
    // NAT64 leads to the IPv4 address in its last four bytes.
    if is_within(address.into(), Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, 0, 0).into(), 96) {
        let [.., a, b, c, d] = address.octets();
        return is_public_4(Ipv4Addr::new(a, b, c, d));
    }
    // Only 2000::/3 is given out; loopback, mapped, local and multicast addresses are all outside.
    let is_given_out = is_within(address.into(), Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0).into(), 3);
    let is_special = NOT_PUBLIC_6
        .iter()
        .any(|(base, bits)| is_within(address.into(), Ipv6Addr::from(*base).into(), *bits));
    is_given_out && !is_special
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_open_internet_are_public() {
        let not_public = [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "100.64.0.1",
            "100.127.255.254",
            "127.0.0.1",
            "127.255.255.254",
            "169.254.169.254",
            "168.63.129.16",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.1",
            "203.0.113.9",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "100.100.100.200",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:8.8.8.8",
            "::127.0.0.1",
            "64:ff9b::10.0.0.1",
            "64:ff9b::169.254.169.254",
            "64:ff9b:1::8.8.8.8",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2001:2::1",
            "2002:7f00:1::1",
            "2002:a00:1::",
            "3fff::1",
            "fc00::1",
            "fd00:ec2::254",
            "fd12:3456::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "4000::1",
            "5f00::1",
        ];
        for address in not_public {
            assert!(!is_public(address.parse().unwrap()), "{address}");
        }
        let public = [
            "1.1.1.1",
            "8.8.8.8",
            "100.63.255.255",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "198.17.0.1",
            "198.20.0.1",
            "223.255.255.254",
            "2606:4700::1111",
            "2a00:1450::1",
            "2001:4860:4860::8888",
            "64:ff9b::8.8.8.8",
        ];
        for address in public {
            assert!(is_public(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn a_range_holds_what_begins_with_its_bits() {
        let within = |address: &str, base: &str, bits| {
            is_within(address.parse().unwrap(), base.parse().unwrap(), bits)
        };
        assert!(within("10.1.2.3", "10.0.0.0", 8) && !within("11.1.2.3", "10.0.0.0", 8));
        assert!(within("9.9.9.9", "0.0.0.0", 0) && within("::5", "::", 0));
        assert!(within("10.0.0.5", "10.0.0.5", 32) && !within("10.0.0.4", "10.0.0.5", 32));
        assert!(!within("::1", "0.0.0.0", 0));
    }
}
