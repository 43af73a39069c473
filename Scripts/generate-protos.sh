#!/usr/bin/env bash
# Writes Sources/FleetProto from Protos/. Needs protoc (Debian's protobuf-compiler); builds the two generators.
set -euo pipefail
cd "$(dirname "$0")/.."
flags=(-debug-info-format none)
swift build "${flags[@]}" --product protoc-gen-swift
swift build "${flags[@]}" --product protoc-gen-grpc-swift-2
bin=$(swift build "${flags[@]}" --show-bin-path)
rm -rf Sources/FleetProto
mkdir -p Sources/FleetProto
protoc --proto_path=Protos \
    --plugin=protoc-gen-swift="$bin/protoc-gen-swift" \
    --plugin=protoc-gen-grpc-swift="$bin/protoc-gen-grpc-swift-2" \
    --swift_out=Sources/FleetProto --swift_opt=Visibility=Package --swift_opt=FileNaming=DropPath \
    --grpc-swift_out=Sources/FleetProto --grpc-swift_opt=Visibility=Package --grpc-swift_opt=FileNaming=DropPath \
    quorate/custodian/v1/custodian.proto quorate/hub/v1/hub.proto
